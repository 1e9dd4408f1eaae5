package com.plugipay.pages.dashboard.view;

/**
 * A picture, which leads to itself in full size; or a document that is shown by its name.
 *
 * @param isPicture whether a browser can draw it
 */
public record ShownPicture(String source, String text, boolean isPicture) {}
