/** A shopper's conversation: what is asked, what is missing, whether the order is theirs, and the answer. */
@NullMarked
package com.trulybot.integrations.core.conversation;

import org.jspecify.annotations.NullMarked;
