package com.trulybot.integrations.platform;

import java.net.URI;

/** Optional: a plugin of ours that merchants install in their store. */
public interface PluginDownload {
    /** The file's name, such as {@code trulybot-for-woocommerce.zip}: lower-case letters, digits, {@code -} and {@code .}. */
    String fileName();

    /**
     * The whole file, to be installed as it is.
     *
     * @param server this server's public address, which the plugin then knows
     */
    byte[] file(URI server);
}
