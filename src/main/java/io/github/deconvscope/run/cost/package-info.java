/** What a step of a run costs: where its time went, and what it would be with another block or other iterations. */
package io.github.deconvscope.run.cost;
