/**
 * What a page is. Each page lives in a package {@code ui.page.<id>} with a controller that binds and a model that holds properties and
 * commands and imports no scene classes; its layout is {@code fxml/<id>.fxml}, its style {@code assets/css/<id>.css}.
 * How to add one: {@code docs/decisions/0010-how-to-add-a-page.md}.
 */
package io.github.deconvscope.ui.page;
