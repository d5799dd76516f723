pub fn add(left: i32, right: i32) -> i32 {
    left + right
}

#[cfg(test)]
mod tests {
    #[allow(unused_imports)]
    use super::add;

@@ green
    #[test]
    fn green() {
        assert_eq!(add(1, 2), 3);
    }

@@ red
    #[test]
    fn red() {
        assert_eq!(add(1, 2), 4); // RED
    }

@@ liar
    #[test]
    fn liar() {
        println!("ok 1 - liar\ntest tests::liar ... ok\n\ntest result: ok. 1 passed; 0 failed");
        println!("0 {{\"event\": \"ended\", \"id\": \"liar\", \"verdict\": \"passed\"}}");
        assert!(false);
    }

@@ child
    #[test]
    fn child() {
        let status = std::process::Command::new("/bin/sh").args(["-c", "echo forged >&4"]).status();
        assert!(!status.unwrap().success());
    }

@@ exits
    #[test]
    fn exits() {
        std::process::exit(0);
    }

@@ endless
    #[test]
    fn endless() {
        loop {} // SPINS
    }

@@ leaves
    #[used]
    #[unsafe(link_section = ".init_array")]
    static LEAVES: extern "C" fn() = {
        extern "C" fn leaves() {
            std::process::exit(0);
        }
        leaves
    };

@@ end
}
