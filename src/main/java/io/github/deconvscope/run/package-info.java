/**
 * What a training run is: its configuration, the feed that views watch, the record on disk and its replay. Knows neither the engine nor
 * the window; both meet here. May import {@code math}.
 */
package io.github.deconvscope.run;
