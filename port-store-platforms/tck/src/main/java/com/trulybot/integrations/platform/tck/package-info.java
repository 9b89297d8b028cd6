/**
 * The contract tests a store platform must pass, and an in-memory platform that passes them. An adapter's author
 * implements {@link com.trulybot.integrations.platform.tck.StoreScenario} and writes one test class; see there.
 */
@NullMarked
package com.trulybot.integrations.platform.tck;

import org.jspecify.annotations.NullMarked;
