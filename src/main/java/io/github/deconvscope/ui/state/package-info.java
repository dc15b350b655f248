/** What a person chose on a page, as records that read and write the JSON of links, saved states and lessons. */
package io.github.deconvscope.ui.state;
