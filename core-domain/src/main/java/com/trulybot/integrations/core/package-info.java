/** What is true about shops, orders and conversations without any technology. */
@NullMarked
package com.trulybot.integrations.core;

import org.jspecify.annotations.NullMarked;
