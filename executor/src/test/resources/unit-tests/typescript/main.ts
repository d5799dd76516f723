console.log('not to be seen');
