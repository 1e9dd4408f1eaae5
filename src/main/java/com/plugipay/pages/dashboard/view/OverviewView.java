package com.plugipay.pages.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page with all objects of a kind.
 *
 * @param notice what happened before; empty for nothing
 * @param confirmation where one proves who one is, before there are forms; null when that is not needed
 */
public record OverviewView(
        String kind,
        String title,
        String text,
        String notice,
        List<Part> parts,
        @Nullable String confirmation) {
    public OverviewView {
        parts = List.copyOf(parts);
    }

    /**
     * One of the objects.
     *
     * @param picture its address; null for none
     * @param steps what a person does elsewhere, one after the other, to set it up
     * @param address what is copied to another system; null for nothing
     */
    public record Part(
            String id,
            String title,
            @Nullable Cell state,
            List<Fact> facts,
            @Nullable String picture,
            List<String> steps,
            @Nullable String address,
            List<Form> forms) {
        public Part {
            facts = List.copyOf(facts);
            steps = List.copyOf(steps);
            forms = List.copyOf(forms);
        }
    }
}
