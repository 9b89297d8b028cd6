/**
 * What a store platform's adapter implements, and what it is given. Start at
 * {@link com.trulybot.integrations.platform.StorePlatform}.
 */
@NullMarked
package com.trulybot.integrations.platform;

import org.jspecify.annotations.NullMarked;
