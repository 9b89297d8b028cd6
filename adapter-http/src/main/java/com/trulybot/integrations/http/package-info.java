/** Serves the API, the widget and the dashboard. */
@NullMarked
package com.trulybot.integrations.http;

import org.jspecify.annotations.NullMarked;
