/// DynamoDB Local as a process of its own, for this machine alone.
@NullMarked
package dev.coderun.dynamodblocal;

import org.jspecify.annotations.NullMarked;
