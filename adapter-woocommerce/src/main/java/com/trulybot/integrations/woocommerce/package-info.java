/** Connects WooCommerce shops. */
@NullMarked
package com.trulybot.integrations.woocommerce;

import org.jspecify.annotations.NullMarked;
