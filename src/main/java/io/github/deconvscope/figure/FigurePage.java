package io.github.deconvscope.figure;

/**
 * An interactive web page that computes what it shows. It replaces the usual page of a figure, a picture with values under the pointer.
 *
 * @param name of its files in {@code assets/export}: NAME.html, the body; NAME.css; NAME.js
 * @param data JSON that the script reads
 */
public record FigurePage(String name, String data) {}
