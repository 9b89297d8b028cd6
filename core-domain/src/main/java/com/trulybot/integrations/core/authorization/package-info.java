/** How a merchant grants us access on a page of the platform's own, and to which account the store then goes. */
@NullMarked
package com.trulybot.integrations.core.authorization;

import org.jspecify.annotations.NullMarked;
