package com.example.orders;

import java.util.function.Supplier;

/** A value that is made on first use. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<? extends T> factory;
    private T value;

    Lazy(Supplier<? extends T> factory) {
        this.factory = factory;
    }

    @Override
    public synchronized T get() {
        if (value == null) {
            value = factory.get();
        }
        return value;
    }
}
