package io.github.deconvscope.figure;

/**
 * A web page of its own, which computes what it shows and takes the place of a picture with values under the pointer.
 *
 * @param name of its files in {@code assets/export}: NAME.html, the body; NAME.css; NAME.js
 * @param data JSON that the script reads
 */
public record FigurePage(String name, String data) {}
