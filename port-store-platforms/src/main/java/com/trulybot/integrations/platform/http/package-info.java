/**
 * The guarded way to stores. Addresses come from strangers, so what is connected to, how long it may take and how much
 * it may answer is decided here and nowhere else. Start at {@link com.trulybot.integrations.platform.http.OkHttpStoreHttp}.
 */
@NullMarked
package com.trulybot.integrations.platform.http;

import org.jspecify.annotations.NullMarked;
