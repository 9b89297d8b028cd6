/** Keys that merchants give to programs of theirs, such as the store's plugin, to prove whose they are. */
@NullMarked
package com.trulybot.integrations.core.connectionkey;

import org.jspecify.annotations.NullMarked;
