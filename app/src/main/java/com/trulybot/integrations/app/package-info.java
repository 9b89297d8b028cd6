/** Reads the settings, puts the parts together and runs them. */
@NullMarked
package com.trulybot.integrations.app;

import org.jspecify.annotations.NullMarked;
