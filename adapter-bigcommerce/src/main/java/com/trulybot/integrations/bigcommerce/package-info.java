/** Connects BigCommerce stores. */
@NullMarked
package com.trulybot.integrations.bigcommerce;

import org.jspecify.annotations.NullMarked;
