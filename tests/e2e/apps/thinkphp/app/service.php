<?php

return [think\queue\Service::class];
