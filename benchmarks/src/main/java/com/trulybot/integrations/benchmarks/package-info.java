/** Measures the speed goals. */
@NullMarked
package com.trulybot.integrations.benchmarks;

import org.jspecify.annotations.NullMarked;
