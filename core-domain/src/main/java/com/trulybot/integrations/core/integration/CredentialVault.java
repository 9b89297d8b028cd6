package com.trulybot.integrations.core.integration;

/** Encrypts credentials for keeping, and decrypts them for use. */
public interface CredentialVault {
    SealedCredentials seal(IntegrationId integration, Credentials credentials);

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws IllegalStateException when a ciphertext was not sealed for this integration and field, was altered, or
     *     its key is gone
     */
    Credentials open(IntegrationId integration, SealedCredentials sealed);
}
