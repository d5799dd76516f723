use std::io::{self, Write};

fn greet(name: &str) {
    println!("Hello, {name}!");
}

fn main() -> io::Result<()> {
    print!("What is your name? ");
    io::stdout().flush()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let name = line.trim();
    greet(if name.is_empty() { "world" } else { name });

    for i in 1..=3 {
        println!("{i} squared is {}", i * i);
    }
    Ok(())
}
