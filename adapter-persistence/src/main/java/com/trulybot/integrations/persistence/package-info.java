/** Keeps integrations in PostgreSQL, encrypts their credentials, and counts attempts in Redis or in the process. */
@NullMarked
package com.trulybot.integrations.persistence;

import org.jspecify.annotations.NullMarked;
