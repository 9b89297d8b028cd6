/** Orders as every platform's orders look to us, how a shopper refers to one, and the use cases that find them. */
@NullMarked
package com.trulybot.integrations.core.order;

import org.jspecify.annotations.NullMarked;
