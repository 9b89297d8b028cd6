/** Who owns what: users, workspaces and the pages of the lists they are shown. */
@NullMarked
package com.trulybot.integrations.core.workspace;

import org.jspecify.annotations.NullMarked;
