/** The contract tests a store platform must pass, and an in-memory platform that passes them. */
@NullMarked
package com.trulybot.integrations.platform.tck;

import org.jspecify.annotations.NullMarked;
