package com.plugipay.pages.dashboard.home;

import java.util.List;

/**
 * A number of today, and what it was on other days.
 *
 * @param others what it was, with the day
 */
public record Figure(String label, String today, List<OtherDay> others) {
    public Figure {
        others = List.copyOf(others);
    }

    /** What it was on another day. */
    public record OtherDay(String day, String value) {}
}
