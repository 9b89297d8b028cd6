/** Connects Shopify shops. */
@NullMarked
package com.trulybot.integrations.shopify;

import org.jspecify.annotations.NullMarked;
