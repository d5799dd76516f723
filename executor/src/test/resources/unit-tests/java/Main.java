void main() { IO.println("not to be seen"); }
