/**
 * The frame around the pages: the window, navigation made from {@link io.github.deconvscope.ui.shell.PageCatalog}, header, status bar,
 * lesson dock. Pages are made when first shown.
 */
package io.github.deconvscope.ui.shell;
