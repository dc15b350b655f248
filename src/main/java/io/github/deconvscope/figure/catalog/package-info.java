/**
 * What a figure is to those who list it: its name, what it needs, the parameters that change it. Implemented by the packages of
 * figures.
 */
package io.github.deconvscope.figure.catalog;
