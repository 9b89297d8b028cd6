/** Tests of the BigCommerce adapter: the documents' examples, and a fake API on loopback. */
@NullMarked
package com.trulybot.integrations.bigcommerce;

import org.jspecify.annotations.NullMarked;
