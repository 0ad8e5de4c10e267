package com.example.orders;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;

/** Order numbers for people: the date and six letters that cannot be misread, such as 20260317-KXWTRM. */
final class OrderNumbers {

    private static final String LETTERS = "ABCDEFGHJKLMNPQRTUVWXY";

    private final Random random = new Random();

    String next() {
        StringBuilder number = new StringBuilder();
        number.append(LocalDate.now(ZoneOffset.UTC).toString().replace("-", "")).append('-');
        for (int i = 0; i < 6; i++) {
            number.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return number.toString();
    }
}
