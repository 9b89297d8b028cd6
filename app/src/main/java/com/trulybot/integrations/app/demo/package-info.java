/** Stores that answer like the real platforms, and everything else that a try-out needs, on this machine alone. */
@NullMarked
package com.trulybot.integrations.app.demo;

import org.jspecify.annotations.NullMarked;
