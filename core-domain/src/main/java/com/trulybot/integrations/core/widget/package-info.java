/** How a merchant's chat widget looks and speaks. */
@NullMarked
package com.trulybot.integrations.core.widget;

import org.jspecify.annotations.NullMarked;
