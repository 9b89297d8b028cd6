/** What happened in a workspace, in words a merchant reads. */
@NullMarked
package com.trulybot.integrations.core.activity;

import org.jspecify.annotations.NullMarked;
