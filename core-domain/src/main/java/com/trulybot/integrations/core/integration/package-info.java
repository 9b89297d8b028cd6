/** Connected stores: their identity, state and credentials, and the use cases that connect and disconnect them. */
@NullMarked
package com.trulybot.integrations.core.integration;

import org.jspecify.annotations.NullMarked;
