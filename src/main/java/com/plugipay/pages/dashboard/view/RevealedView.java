package com.plugipay.pages.dashboard.view;

import java.util.List;

/**
 * The page with secrets that is shown once.
 *
 * @param values the secrets, by what they are called
 * @param example how to use them; empty for none
 * @param next the page that follows
 */
public record RevealedView(String title, String text, List<Fact> values, String example, String next) {
    public RevealedView {
        values = List.copyOf(values);
    }

    /** Says nothing of the secrets. */
    @Override
    public String toString() {
        return "RevealedView[" + title + ']';
    }
}
