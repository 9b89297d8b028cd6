/** What store platforms tell us of their own accord. */
@NullMarked
package com.trulybot.integrations.core.webhook;

import org.jspecify.annotations.NullMarked;
