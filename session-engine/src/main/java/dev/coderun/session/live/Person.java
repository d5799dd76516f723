package dev.coderun.session.live;

/// The user behind a connection, as the others see them.
public record Person(String id, String name, String color) {}
