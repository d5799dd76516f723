/// The one table that everything is stored in, and DynamoDB Local where no other DynamoDB is set.
@NullMarked
package dev.coderun.server.dynamodb;

import org.jspecify.annotations.NullMarked;
