package com.example.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** An accepted order. */
record Order(String number, String customerId, List<Line> lines, BigDecimal total, Instant placedAt) {

    /** What the customer asks for. */
    record Request(String customerId, List<Line> lines) {
    }

    record Line(String sku, int quantity) {
    }
}
