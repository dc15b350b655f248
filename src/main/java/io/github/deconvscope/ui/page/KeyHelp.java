package io.github.deconvscope.ui.page;

/**
 * One line of the help sheet.
 *
 * @param keys such as {@code Ctrl+Enter}
 * @param action what they do, in plain words
 */
public record KeyHelp(String keys, String action) {}
