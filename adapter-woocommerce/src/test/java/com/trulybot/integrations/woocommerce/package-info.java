/** Tests against what a real shop answered, and against a stand-in that is held to those answers. */
@NullMarked
package com.trulybot.integrations.woocommerce;

import org.jspecify.annotations.NullMarked;
