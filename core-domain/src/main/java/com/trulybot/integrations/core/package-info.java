/** What is true of stores, orders and conversations without any technology. Depends on nothing but JSpecify's annotations. */
@NullMarked
package com.trulybot.integrations.core;

import org.jspecify.annotations.NullMarked;
