/**
 * Page {@code precision}: two runs from the same seed and batches that differ in a few options, fp16 against fp32 first of all, side by side
 * while they train; and a corner where single numbers of 16 bits are taken apart.
 */
package io.github.deconvscope.ui.page.precision;
