/** Reports: text, tables and figures of a run as one PDF document or one web page. */
package io.github.deconvscope.figure.report;
