mod sums;

fn main() {
    println!("{}", sums::add(1, 2));
}
