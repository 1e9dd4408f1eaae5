package com.plugipay.pages.dashboard.view;

import java.util.List;

/**
 * A text as it was sent or kept, letter by letter.
 *
 * @param cells what is known of it
 * @param text empty when there is none
 */
public record Block(String title, List<Cell> cells, String text) {
    public Block {
        cells = List.copyOf(cells);
    }
}
