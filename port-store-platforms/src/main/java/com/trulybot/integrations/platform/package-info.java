/** What a store platform implements so that its shops can be connected. */
@NullMarked
package com.trulybot.integrations.platform;

import org.jspecify.annotations.NullMarked;
